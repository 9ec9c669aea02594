-- A delete also needs to see the row: without this an administrator's reset left the person's open sessions alive.

alter policy session_own on identity.session using (account_id = app.account() or app.role() = 'admin');
