/** Dead letters, read from their topics into a store, and the decisions that people take about them. */
@NullMarked
package dev.leadrelay.deadletter;

import org.jspecify.annotations.NullMarked;
