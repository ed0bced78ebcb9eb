"""Letters to applicants: composed of dated words, stored as printed, laid out by typst."""
