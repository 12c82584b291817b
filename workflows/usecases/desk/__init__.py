"""What a person's desk is made of: the work list, absences, notes, views, and what a supervisor sees from above."""
