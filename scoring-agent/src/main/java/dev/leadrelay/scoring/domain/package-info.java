/** How a researched lead is scored: votes, arithmetic, gate. */
@NullMarked
package dev.leadrelay.scoring.domain;

import org.jspecify.annotations.NullMarked;
