"""What comes in from spreadsheets and other directories, and what goes out to them."""
