package dev.leadrelay.deadletter.access;

import java.time.Instant;

/** Somebody who has logged in with a browser. */
record Session(String id, String csrfToken, DeskUser user, Instant openedAt) {}
