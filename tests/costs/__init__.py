"""What requests cost, as work that the database does: the same with 50 articles and with 2,000."""
