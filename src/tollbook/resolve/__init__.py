"""From words to dates, places and actors, never more certain than the text. Pure: reference data comes as arguments."""
