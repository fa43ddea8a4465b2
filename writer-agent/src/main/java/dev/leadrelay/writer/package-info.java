/** The writer agent as a service: settings, seller profile from a file, wiring. */
@NullMarked
package dev.leadrelay.writer;

import org.jspecify.annotations.NullMarked;
