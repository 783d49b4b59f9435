"""The product's rules, services, loops and command line."""
