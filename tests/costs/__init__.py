"""The cost of requests, measured as work of the database: the same in a small newsroom and in a large one."""
