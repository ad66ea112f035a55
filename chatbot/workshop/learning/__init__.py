"""What a log teaches: proposals for the knowledge file, each with what it would change."""
