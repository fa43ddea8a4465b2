/** Who may use the desk and its REST API: login, sessions, roles, protection against forged requests, the log of it all. */
@NullMarked
package dev.leadrelay.deadletter.access;

import org.jspecify.annotations.NullMarked;
