/** What every service shares: typed settings, Kafka clients, health, metrics, logs, orderly start and stop. */
@NullMarked
package dev.leadrelay.service;

import org.jspecify.annotations.NullMarked;
