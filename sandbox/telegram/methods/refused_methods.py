"""Methods that the sandbox refuses by name: a bot hears that, and not that Telegram lacks them.

They belong to what a travel bot has no use for: games, gifts and stars' upgrades, stories, business
accounts, bots that manage other bots, paid media, suggested posts, ephemeral messages, checklists.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.telegram.params import Params
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import TelegramState

NAMES = (
    "answerChatJoinRequestQuery", "answerGuestQuery", "approveSuggestedPost",
    "convertGiftToStars", "createChatSubscriptionInviteLink", "declineSuggestedPost",
    "deleteBusinessMessages", "deleteChatStickerSet", "deleteEphemeralMessage", "deleteStory",
    "editChatSubscriptionInviteLink", "editEphemeralMessageCaption", "editEphemeralMessageMedia",
    "editEphemeralMessageReplyMarkup", "editEphemeralMessageText", "editMessageChecklist",
    "editStory", "editUserStarSubscription", "getAvailableGifts", "getBusinessAccountGifts",
    "getBusinessAccountStarBalance", "getBusinessConnection", "getChatGifts", "getGameHighScores",
    "getManagedBotAccessSettings", "getManagedBotToken", "getUserGifts",
    "getUserPersonalChatMessages", "giftPremiumSubscription", "postStory", "readBusinessMessage",
    "removeBusinessAccountProfilePhoto", "removeChatVerification", "removeMyProfilePhoto",
    "removeUserVerification", "replaceManagedBotToken", "repostStory",
    "savePreparedKeyboardButton", "sendChatJoinRequestWebApp", "sendChecklist", "sendGame",
    "sendGift", "sendLivePhoto", "sendPaidMedia", "setBusinessAccountBio",
    "setBusinessAccountGiftSettings", "setBusinessAccountName", "setBusinessAccountProfilePhoto",
    "setBusinessAccountUsername", "setChatMemberTag", "setChatStickerSet",
    "setCustomEmojiStickerSetThumbnail", "setGameScore", "setManagedBotAccessSettings",
    "setMyProfilePhoto", "setPassportDataErrors", "setUserEmojiStatus",
    "transferBusinessAccountStars", "transferGift", "upgradeGift", "verifyChat", "verifyUser",
)  # fmt: skip


def _refusing(name: str) -> Callable[[TelegramState, Params], Awaitable[Any]]:
    async def refuse(_telegram: TelegramState, _params: Params) -> Any:
        raise bad_request(f"the sandbox does not play {name}")

    return refuse


METHODS = {name: _refusing(name) for name in NAMES}
