/** Programs that measure LeadRelay on this machine and print figures. */
@NullMarked
package dev.leadrelay.cli.bench;

import org.jspecify.annotations.NullMarked;
