"""Examines the dependencies: licences, known vulnerabilities, pinned versions."""
