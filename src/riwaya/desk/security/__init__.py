"""Who may do what: headers, forgery, roles."""
