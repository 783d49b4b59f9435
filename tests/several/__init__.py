"""Several processes behind one address and on one PostgreSQL: killed, frozen, and nothing lost or twice."""
