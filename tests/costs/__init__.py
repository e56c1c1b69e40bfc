"""What requests cost, as work that the database does: the same in a small newsroom and in a large one."""
