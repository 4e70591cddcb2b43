"""Pages of the applicant, by what one does there."""
