package dev.leadrelay.deadletter.access;

import java.time.Instant;

/**
 * A login, a logout or a refusal.
 *
 * @param id its place in the order of events
 * @param user name as it was given; empty where none was
 * @param address where it came from
 * @param what "login", "login (API)", "logout", or the method and path of a request
 * @param result "ok", or why not
 */
public record AccessEvent(long id, Instant at, String user, String address, String what, String result) {}
