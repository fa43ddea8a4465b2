/** A Kafka broker and a schema registry for one machine: the laptop edition and the tests. */
@NullMarked
package dev.leadrelay.cli.embedded;

import org.jspecify.annotations.NullMarked;
