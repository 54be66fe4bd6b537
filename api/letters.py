"""What an e-mail of Adil says: that something waits, and where. Never what, whom, or a result.

An address may be read by others, or be wrong by a letter; so the text is the same for everybody."""

from email.message import EmailMessage
from email.utils import formatdate

from schema.rhythm.outbox import Letter

_SIGNED = "\n\nPesan ini dikirim otomatis oleh Adil. Mohon tidak membalasnya.\n"
_WAITING = (
    "Ada hal yang menunggu tindak lanjut Anda di Adil.\n\nBuka: {origin}/pemberitahuan\n\n"
    "Demi kerahasiaan, isinya hanya ditampilkan setelah Anda masuk. "
    "Saluran dan jam tenang dapat Anda atur di {origin}/saya/pemberitahuan"
)
_CONFIRM = (
    "Kode konfirmasi alamat surel Anda di Adil: {code}\n\nMasukkan kode ini di "
    "{origin}/saya/pemberitahuan dalam 24 jam. Bila Anda tidak memintanya, abaikan pesan ini."
)


def as_email(letter: Letter, *, sender: str, origin: str) -> EmailMessage:
    """The e-mail of a letter, with a Message-ID that is the same at every attempt."""
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, letter.address
    mail["Date"] = formatdate(usegmt=True)
    mail["Message-ID"] = f"<{letter.reference}@{sender.rpartition('@')[2].rstrip('>')}>"
    mail["Auto-Submitted"] = "auto-generated"  # no holiday notice comes back (RFC 3834)
    if letter.code:
        mail["Subject"] = "Adil: kode konfirmasi alamat surel"
        mail.set_content(_CONFIRM.format(code=letter.code, origin=origin) + _SIGNED)
    else:
        mail["Subject"] = "Adil: ada yang menunggu Anda"
        mail.set_content(_WAITING.format(origin=origin) + _SIGNED)
    return mail
