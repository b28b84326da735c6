"""What a published site said earlier: its log of publications, and the comparison with a kept file."""
