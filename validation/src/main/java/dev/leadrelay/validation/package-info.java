/** The gates in front of every stage, and the profiles and policies they judge by: pure, without Kafka, model or I/O. */
@NullMarked
package dev.leadrelay.validation;

import org.jspecify.annotations.NullMarked;
