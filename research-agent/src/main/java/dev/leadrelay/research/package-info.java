/** The research agent as a service: settings and wiring. */
@NullMarked
package dev.leadrelay.research;

import org.jspecify.annotations.NullMarked;
