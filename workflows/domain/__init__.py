"""Values and pure rules of mediation; standard library and pydantic only."""
