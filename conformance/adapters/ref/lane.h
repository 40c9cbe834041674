/* Lanes: threads that perform calls beside the main thread, each its own in order. */
#ifndef ADAPTER_LANE_H
#define ADAPTER_LANE_H

#include <jansson.h>
#include <stdbool.h>

/* Gives a call to lane `number` (made when it is new). Takes the reference to `request`. False, and nothing taken, if
 * no thread can be had. */
bool lane_post(int number, json_t *request);

/* Ends all lanes. A lane that is in a call is woken by shutting the sockets down; one that has not ended a second later
 * stays: its number, else 0. */
int lanes_end(void);

#endif
