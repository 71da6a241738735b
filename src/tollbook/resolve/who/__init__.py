"""From names of belligerents and speakers to stable actor ids."""
