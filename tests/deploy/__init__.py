"""What is put on a server is what the code expects there."""
