"""The rules: one file each, named as the rule; tables where many are alike."""
