/** Calls to a model as agents see them: bounded, budgeted, recorded, and answered by a value. */
@NullMarked
package dev.leadrelay.gateway;

import org.jspecify.annotations.NullMarked;
