"""Line lists of notices, understood row by row; ``engine.spreadsheets`` reads the files."""
