"""Decisions as DMN draws them: tables with every hit policy, requirement graphs, functions, boxed expressions."""
