"""All that is kept: tables, queries, migrations, sealing."""
