/** An agent as a service: settings, wiring, heartbeat, health and metrics. */
@NullMarked
package dev.leadrelay.agent.service;

import org.jspecify.annotations.NullMarked;
