"""Stories: claims in, incidents, ranges and residuals out, in a notation an analyst can write."""
