// A small app as Bolt's own guide writes it: a command, a button and a modal over Socket Mode. Nothing in it knows which
// Slack it speaks to: that is `slackApiUrl` alone.
const { App } = require('@slack/bolt');

const app = new App({
  token: process.env.SLACK_BOT_TOKEN,
  appToken: process.env.SLACK_APP_TOKEN,
  socketMode: true,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});

const plain = (text) => ({ type: 'plain_text', text });

app.command('/ticket', async ({ ack, command, say }) => {
  await ack({ text: `Taking “${command.text}”` });
  const open = { type: 'button', action_id: 'open_ticket', text: plain('Open'), value: command.text };
  await say({
    text: `Ticket: ${command.text}`,
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: `*Ticket* ${command.text}` } },
      { type: 'actions', elements: [open] },
    ],
  });
});

app.action('open_ticket', async ({ ack, action, body, client }) => {
  await ack();
  await client.views.open({
    trigger_id: body.trigger_id,
    view: {
      type: 'modal',
      callback_id: 'ticket',
      private_metadata: JSON.stringify({ channel: body.channel.id, ts: body.message.ts }),
      title: plain('Ticket'),
      submit: plain('Close it'),
      blocks: [
        {
          type: 'input',
          block_id: 'why',
          label: plain('Why'),
          element: { type: 'plain_text_input', action_id: 'why', initial_value: action.value },
        },
      ],
    },
  });
});

app.view('ticket', async ({ ack, body, client, view }) => {
  const why = view.state.values.why.why.value;
  if (why.length < 5) {
    await ack({ response_action: 'errors', errors: { why: 'Say more.' } });
    return;
  }
  await ack();
  const { channel, ts } = JSON.parse(view.private_metadata);
  await client.chat.update({ channel, ts, text: `Closed by <@${body.user.id}>: ${why}`, blocks: [] });
});

app.message('hello', async ({ message, say }) => {
  await say({ text: `Hello <@${message.user}>`, thread_ts: message.ts });
});

// what nobody acts on is acknowledged, or Slack repeats it
app.event('message', async () => {});

app.event('app_mention', async ({ event, client }) => {
  await client.reactions.add({ channel: event.channel, timestamp: event.ts, name: 'eyes' });
});

app.start().then(() => console.log('running'));
