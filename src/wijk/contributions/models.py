"""What did anybody say at a place? Ideas, remarks, observations and repairs, with comments, support and photographs."""
