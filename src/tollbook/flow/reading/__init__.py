"""From files to stored claims: taken in, preserved, read, extracted once."""
