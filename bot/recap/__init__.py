"""What a recap is: the period asked for, the figures of its tickets, and the page that shows them."""
