"""What may be shown, who looks at it, and for which reason is it not? Queues, verdicts, appeals, and the guard against spam."""
