/** What an agent author writes against: one function from request to outcome, and what the runtime gives it. */
@NullMarked
package dev.leadrelay.agent;

import org.jspecify.annotations.NullMarked;
