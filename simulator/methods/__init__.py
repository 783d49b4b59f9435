"""The methods of the Bot API that this server knows, by name."""

from __future__ import annotations

from simulator.api import Method
from simulator.methods import bot, edits, media, messages, places, presses, receiving, topics

METHODS: dict[str, Method] = {
    "getMe": bot.get_me,
    "setWebhook": receiving.set_webhook,
    "deleteWebhook": receiving.delete_webhook,
    "getWebhookInfo": receiving.get_webhook_info,
    "sendMessage": messages.send_message,
    "sendPhoto": media.sender("photo"),
    "sendDocument": media.sender("document"),
    "sendVideo": media.sender("video"),
    "sendAudio": media.sender("audio"),
    "sendVoice": media.sender("voice"),
    "sendAnimation": media.sender("animation"),
    "sendMediaGroup": media.send_media_group,
    "sendLocation": messages.send_location,
    "sendVenue": messages.send_venue,
    "sendChatAction": messages.send_chat_action,
    "setMessageReaction": messages.set_message_reaction,
    "pinChatMessage": messages.pin_chat_message,
    "editMessageText": edits.edit_message_text,
    "editMessageCaption": edits.edit_message_caption,
    "editMessageReplyMarkup": edits.edit_message_reply_markup,
    "deleteMessage": edits.delete_message,
    "answerCallbackQuery": presses.answer_callback_query,
    "getFile": bot.get_file,
    "getChat": places.get_chat,
    "getChatMember": places.get_chat_member,
    "getChatAdministrators": places.get_chat_administrators,
    "getChatMemberCount": places.get_chat_member_count,
    "leaveChat": places.leave_chat,
    "createForumTopic": topics.create_forum_topic,
    "closeForumTopic": topics.close_forum_topic,
    "reopenForumTopic": topics.reopen_forum_topic,
    "deleteForumTopic": topics.delete_forum_topic,
    "setMyCommands": bot.set_my_commands,
    "getMyCommands": bot.get_my_commands,
    "deleteMyCommands": bot.delete_my_commands,
    "setMyDescription": bot.set_my_description,
    "setMyShortDescription": bot.set_my_short_description,
}

KNOWN = frozenset({*METHODS, "getUpdates"})
