"""The desk of a team: accounts, roles, second factors, sessions that end, and items only some may see."""
