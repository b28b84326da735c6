"""Data files that a site offers for download: JSON, CSV, iCalendar, TimelineJS, Web Annotations."""
