package dev.leadrelay.deadletter.access;

/**
 * Who sent a request, found out before any route sees it.
 *
 * @param csrfToken what a form of this visitor's pages has to carry
 * @param loggedIn false where nobody has to log in, so that the name says nothing
 */
record Visitor(DeskUser user, String csrfToken, boolean loggedIn) {}
