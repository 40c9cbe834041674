/* Attributes of the objects. */
#ifndef ADAPTER_ATTRIBUTES_H
#define ADAPTER_ATTRIBUTES_H

struct call;

/* Answers with that attribute of the file that the call is on. */
void give_attribute_of_file(struct call *call, const char *name);

#endif
