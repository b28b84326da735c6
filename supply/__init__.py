"""What Verbatim is made of besides its own code: the licences, known weaknesses and the list of dependencies."""
