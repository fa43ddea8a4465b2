/** A record's way through an agent: decoded, checked, worked on, answered; every way out leaves its records. */
@NullMarked
package dev.leadrelay.agent.stage;

import org.jspecify.annotations.NullMarked;
