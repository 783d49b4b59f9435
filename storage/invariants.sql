-- What must never be: each statement finds the rows that are wrong, and finds none. On SQLite and PostgreSQL.
-- A name and what it means; then one SELECT. :first and :last bound the ids of the tickets it looks at,
-- :hour_ago is a moment. "sqlite:" before a meaning: there alone. A status stands in a CASE where SQLite would
-- take the index on it, and read every ticket that ended instead of those asked about.

-- ticket_without_event: a report of which nothing was recorded, not even that it was filed
SELECT t.id FROM tickets t
WHERE t.id BETWEEN :first AND :last
  AND NOT EXISTS (SELECT 1 FROM events e WHERE e.ticket_id = t.id);

-- status_without_event: a report that stands elsewhere than its history says
SELECT t.id FROM tickets t
WHERE t.id BETWEEN :first AND :last
  AND t.status <> (SELECT e.led_to FROM events e WHERE e.ticket_id = t.id ORDER BY e.id DESC LIMIT 1);

-- nobody_reminded: work to do, and no time at which anybody is reminded of it
SELECT t.id FROM tickets t
WHERE t.id BETWEEN :first AND :last
  AND t.status IN ('new', 'assigned', 'in_progress', 'returned') AND t.remind_at IS NULL;

-- never_ends: waits for its resident without a time at which the waiting is over
SELECT t.id FROM tickets t
WHERE t.id BETWEEN :first AND :last
  AND t.status IN ('waiting_reporter', 'resolved') AND t.lapse_at IS NULL;

-- ended_with_clock: nobody has anything to do, and yet a clock runs
SELECT t.id FROM tickets t
WHERE t.id BETWEEN :first AND :last
  AND CASE WHEN t.status IN ('closed', 'archived', 'outside', 'withdrawn')
    THEN t.remind_at IS NOT NULL OR t.lapse_at IS NOT NULL END;

-- ended_without_time: closed or resolved, and not said when
SELECT t.id FROM tickets t
WHERE t.id BETWEEN :first AND :last
  AND CASE t.status WHEN 'closed' THEN t.closed_at IS NULL WHEN 'resolved' THEN t.resolved_at IS NULL END;

-- number_given_again: a number that the counter will give once more
SELECT t.id FROM tickets t
WHERE t.id BETWEEN :first AND :last
  AND t.serial > COALESCE((SELECT c.value FROM counters c WHERE c.name = 'ticket:' || t.year), 0);

-- number_missing: sqlite: the report before it is gone (several processes leave gaps that mean nothing)
SELECT t.id FROM tickets t
WHERE t.id BETWEEN :first AND :last AND t.serial > 1
  AND NOT EXISTS (SELECT 1 FROM tickets b WHERE b.year = t.year AND b.serial = t.serial - 1);

-- merged_into_nothing: merged into a report that is not there, or into itself
SELECT t.id FROM tickets t
WHERE t.id BETWEEN :first AND :last AND t.merged_into IS NOT NULL
  AND (t.merged_into = t.id OR NOT EXISTS (SELECT 1 FROM tickets b WHERE b.id = t.merged_into));

-- event_without_ticket: a history of no report
SELECT e.id FROM events e
WHERE e.ticket_id BETWEEN :first AND :last
  AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.id = e.ticket_id);

-- attachment_without_ticket: a file of no report
SELECT a.id FROM attachments a
WHERE a.ticket_id BETWEEN :first AND :last
  AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.id = a.ticket_id);

-- number_without_ticket: a card or a number was shown, and there is no such report
SELECT p.message_id FROM posts p
WHERE p.ticket_id BETWEEN :first AND :last
  AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.id = p.ticket_id);

-- draft_of_a_report: a form that was sent, and could be sent again
SELECT d.id FROM drafts d JOIN tickets t ON t.draft_id = d.id;

-- message_without_ticket: a message on its way about a report that is not there
SELECT o.id FROM outbox o
WHERE o.state IN ('pending', 'attempting') AND o.ticket_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM tickets t WHERE t.id = o.ticket_id);

-- reminder_of_ended: a reminder on its way of a report that nobody has to do anything for
SELECT o.id FROM outbox o JOIN tickets t ON t.id = o.ticket_id
WHERE o.state = 'pending' AND o.key LIKE 'remind:%'
  AND t.status IN ('resolved', 'closed', 'archived', 'outside', 'withdrawn');

-- update_left: an update that nobody handled for an hour
SELECT i.update_id FROM inbox i WHERE i.state = 'pending' AND i.received_at < :hour_ago;

-- call_left: a call that began an hour ago and of which nothing is known
SELECT o.id FROM outbox o WHERE o.state = 'attempting' AND o.attempted_at < :hour_ago;
