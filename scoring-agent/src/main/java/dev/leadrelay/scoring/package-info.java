/** The scoring agent as a service: settings, profiles from files, wiring. */
@NullMarked
package dev.leadrelay.scoring;

import org.jspecify.annotations.NullMarked;
