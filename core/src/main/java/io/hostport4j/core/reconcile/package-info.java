/**
 * Brings back what others took away: compares what should be with what is, once ({@link io.hostport4j.core.reconcile.Reconciler}) or
 * whenever the node's rules change ({@link io.hostport4j.core.reconcile.RulesetWatch}).
 */
package io.hostport4j.core.reconcile;
