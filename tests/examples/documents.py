"""Papers of the four cases: contract, briefs, invoices, mails, order, receipts, payment."""

from __future__ import annotations

from pathlib import Path

from drawn import pdf

CONTRACT_CSS = """
@page { size: A4; margin: 26mm 25mm 28mm; @bottom-center { content: "Page " counter(page) " of " counter(pages); font: 9pt 'Source Serif 4'; color: #555 } }
body { font: 11.5pt/17.5pt 'Source Serif 4'; color: #111 } h1 { font-size: 19pt; line-height: 24pt; margin: 0 0 2mm } h2 { font-size: 12.5pt; margin: 7mm 0 2mm; break-after: avoid }
p { margin: 0 0 2.6mm } ol { padding-left: 9mm; margin: 0 } li { margin-bottom: 2mm } table { border-collapse: collapse; width: 100%; margin: 2mm 0 4mm; font-size: 10.5pt }
th, td { text-align: left; padding: 1.6mm 3mm 1.6mm 0; border-bottom: 0.5pt solid #999; vertical-align: top } td.n, th.n { text-align: right }
"""


PEN = "fill='none' stroke-linecap='round' stroke-linejoin='round'"
JO = f"""<svg width='190' height='66' viewBox='0 0 190 66' {PEN} stroke='#1d2f6f' stroke-width='1.7'>
<path d='M30 12 C34 10 40 10 44 11 C38 26 34 46 24 54 C16 60 8 54 14 47 C22 38 40 40 48 34 C52 30 44 28 43 34 C42 41 52 40 54 33 C55 30 58 31 62 31'/>
<path d='M80 14 C76 30 72 44 68 56 M74 16 C92 6 102 20 90 28 C84 32 78 32 76 31 M92 38 C98 36 102 30 97 29 C91 29 90 40 98 40 C104 39 106 34 109 29 C109 33 107 37 107 40 C111 33 115 29 117 31 C118 34 115 39 118 40 C121 39 123 33 126 29 M126 29 C125 34 124 38 125 40 C129 32 132 29 135 30 C131 30 128 36 131 39 C135 41 139 35 138 31 C141 33 144 32 146 30 C142 36 147 36 144 40 C141 42 138 41 138 40 M146 40 C153 38 158 31 153 30 C147 30 147 41 155 40 C164 38 172 32 184 33'/></svg>"""
ANA = f"""<svg width='200' height='66' viewBox='0 0 200 66' {PEN} stroke='#16181d' stroke-width='2'>
<path d='M10 54 C20 40 32 16 38 10 C41 20 40 38 42 52 M18 38 C28 34 40 33 50 34 C48 40 47 45 47 50 C51 40 56 34 59 36 C61 40 56 49 60 50 C66 48 68 38 74 36 C67 34 63 47 68 50 C74 50 75 42 76 37 C75 43 75 49 79 49'/>
<path d='M92 54 C96 38 101 20 106 12 C108 24 108 36 110 46 C116 32 122 18 128 12 C127 26 126 42 128 52 C133 46 136 38 142 37 C136 36 132 48 137 50 C143 49 144 42 145 38 C144 44 146 50 149 48 C151 43 152 40 154 37 C157 40 160 36 162 38 C158 54 190 44 196 22'/><path d='M86 60 C120 55 160 55 194 57' stroke-width='1.4'/></svg>"""


def contract(path: Path) -> None:
    """The contract of 4 August 2026, signed by both, three pages."""
    path.write_bytes(
        pdf(f"""<style>{CONTRACT_CSS}</style>
<h1>Agreement for three short videos</h1><p>made on 4 August 2026</p>
<h2>1. The parties</h2>
<p>Harbour &amp; Pine Ltd, Unit 4, Tannery Yard, London SE1 0AB (the Brand), and Ana Marlowe, 9 Orchard Row, Bristol BS1 0XX, trading as Marlowe Studio (the Creator).</p>
<h2>2. The work</h2>
<p>2.1 The Creator makes three videos (each a Video) and posts them on her TikTok account @ana.marlowe.</p>
<table><tr><th>Video</th><th>Scent</th><th>To be posted by</th><th class=n>Fee</th></tr>
<tr><td>1</td><td>Fig and cedar</td><td>25 August 2026</td><td class=n>GBP 500.00</td></tr><tr><td>2</td><td>Smoked pear</td><td>5 September 2026</td><td class=n>GBP 500.00</td></tr>
<tr><td>3</td><td>Winter barley</td><td>15 September 2026</td><td class=n>GBP 500.00</td></tr></table>
<p>2.2 Each Video lasts at least 30 seconds, shows the candle lit, and follows the brief of 3 August 2026, which is part of this agreement.</p>
<p>2.3 Each Video carries the label #ad in its text and uses the setting for paid partnerships.</p>
<p>2.4 While a Video is up, the link in the Creator's profile leads to harbourpine.example/ana.</p>
<p>2.5 Each Video stays up for at least 30 days.</p>
<h2>3. How we work together</h2>
<p>3.1 The Brand sends one candle of each scent, free of charge, by 10 August 2026.</p>
<p>3.2 The Creator shows the Brand each Video before she posts it. The Brand answers within two working days. If it does not, the Creator may post.</p>
<p>3.3 The Creator decides how she tells the story. The Brand may ask for one change a Video, where a fact is wrong or the brief is not met.</p>
<p>3.4 The Creator uses only music that she may use for paid work, and says nothing about the candles that she does not believe.</p>
<p>3.5 If either side sees that a date cannot be met, they tell the other at once.</p>
<h2>4. The fee</h2>
<p>4.1 The fee is GBP 1,500.00: GBP 500.00 for each Video. The Creator is not registered for VAT.</p>
<p>4.2 The Creator sends one invoice. The Brand pays the whole fee within three working days of it, by bank transfer, before the Creator begins.</p>
<p>4.3 The Creator sees to her own taxes and insurance.</p>
<p>4.4 The fee covers the Creator's time, equipment, travel and props.</p>
<h2>5. If something does not go as planned</h2>
<p>5.1 A date may be moved if both sides agree in writing. A message is writing.</p>
<p>5.2 If a Video is not posted by its due date, the Creator returns the fee for that Video within fourteen days of a written request.</p>
<p>5.3 If a Video is taken down before 30 days have passed, the Creator returns the part of its fee for the days that are missing.</p>
<p>5.4 The number of views is no part of this agreement.</p>
<h2>6. Rights</h2>
<p>6.1 The Videos belong to the Creator. The Brand may share them on its own accounts until 31 January 2027, and names the Creator when it does.</p>
<p>6.2 The Brand does not cut, alter or advertise with the Videos unless the Creator agrees in writing.</p>
<h2>7. Other brands</h2>
<p>7.1 Until 30 September 2026 the Creator posts no paid video for another maker of candles or home fragrance.</p>
<h2>8. General</h2>
<p>8.1 Each side keeps the other's address, telephone number and bank details to itself.</p><p>8.2 For this agreement the Brand writes to ana@marlowe-studio.example, and the Creator to refunds@harbourpine.example.</p><p>8.3 This agreement is the whole of what the two sides have agreed about the Videos. It may be changed only in writing.</p>
<p>8.4 The two sides try to settle any difference by talking first.</p><p>8.5 It is under the law of England and Wales.</p>
<div style='break-inside:avoid'><h2>Signed</h2>
<table style='margin-top:3mm'><tr><td style='width:50%;border:0'>{JO}<br>for Harbour &amp; Pine Ltd<br>Jo Penrose, Campaigns<br>4 August 2026</td>
<td style='border:0'>{ANA}<br>Ana Marlowe<br>trading as Marlowe Studio<br>4 August 2026</td></tr></table></div>""")
    )


def brief(path: Path) -> None:
    """The brand's brief for the candles, two pages."""
    path.write_bytes(
        pdf("""<style>@page { size: A4; margin: 24mm } body { font: 11.5pt/17pt 'Source Sans 3'; color: #1c1c1c } h1 { font-size: 27pt; line-height: 31pt; margin: 0 0 3mm; color: #5a3b1e } h2 { font-size: 14pt; margin: 8mm 0 2mm; color: #5a3b1e } li { margin-bottom: 1.6mm } p { margin: 0 0 3mm }</style>
<p style='letter-spacing:1.5pt;color:#8c6a45'>HARBOUR &amp; PINE · 3 AUGUST 2026</p><h1>Autumn candles: the brief</h1>
<p>Three new scents, three short videos by Ana Marlowe. We would like people to feel the first cool evening of the year: the window shut for the first time, the lamp on at six.</p><p>You know your people better than we do. So this is short, and most of it is for you to decide.</p>
<h2>What each video has</h2><ul><li>At least 30 seconds.</li><li>The candle, lit, in a real room. No studio.</li><li>The name of the scent, said or shown.</li><li>Your own voice and your own words.</li></ul>
<h2>What each text has</h2><ul><li>The label #ad, and the setting for paid partnerships.</li><li>"Link in bio", with the link to harbourpine.example/ana.</li></ul>
<h2>The dates</h2><ul><li>Fig and cedar: by Tuesday, 25 August 2026.</li><li>Smoked pear: by Saturday, 5 September 2026.</li><li>Winter barley: by Tuesday, 15 September 2026. The shops get it that week, so this one matters most.</li></ul><p>Please send each video two working days before you post it. We look at facts only: the name, the label, the link.</p>
<h2 style='break-before:page'>About the scents</h2>
<p><b>Fig and cedar.</b> Green fig leaf, split wood, a little smoke. Burns for 45 hours.</p><p><b>Smoked pear.</b> Ripe pear, black tea, leather. Burns for 45 hours.</p><p><b>Winter barley.</b> Toasted grain, honey, wool. Burns for 45 hours.</p>
<h2>Ideas, if you want any</h2><ul><li>The same corner of your flat, three evenings, three lights.</li><li>What you do while it burns: soup, a letter, nothing.</li><li>Rain is welcome. So is your bad lamp.</li></ul><h2>What you get from us</h2><ul><li>One candle of each scent, sent by 10 August 2026. Keep them.</li><li>An answer within two working days, from a person.</li><li>A share of each video on our own account, with your name.</li></ul><h2>Please do not</h2><ul><li>Leave a candle alone while it burns, also not for a good picture.</li><li>Say that a candle heals anything.</li><li>Show candles of other makers.</li></ul>
<h2>Questions</h2><p>Jo Penrose, refunds@harbourpine.example, 020 7946 0112. Any time.</p>""")
    )


def invoice(path: Path) -> None:
    """The creator's invoice of 5 August 2026, two pages."""
    path.write_bytes(
        pdf(
            """<style>@page { size: A4; margin: 24mm 22mm; @bottom-right { content: "Invoice 2026-031, page " counter(page) " of 2"; font: 9pt 'Source Sans 3'; color: #666 } } body { font: 11pt/16pt 'Source Sans 3'; color: #222 } h1 { font: 600 30pt/34pt 'Source Serif 4'; margin: 14mm 0 6mm } h2 { font: 600 13pt/17pt 'Source Serif 4'; margin: 9mm 0 2mm } table { border-collapse: collapse; width: 100%; margin: 5mm 0 } th { text-align: left; border-bottom: 1pt solid #222; padding: 1.5mm 0 } td { padding: 2.4mm 0; border-bottom: .5pt solid #ccc; vertical-align: top } .n { text-align: right }</style>
<div style='float:right;text-align:right'>Ana Marlowe<br>Marlowe Studio<br>9 Orchard Row<br>Bristol BS1 0XX<br>ana@marlowe-studio.example</div><div style='font:600 17pt "Source Serif 4"'>marlowe studio</div>
<h1 style='clear:both'>Invoice</h1>
<table style='width:60%'><tr><td>Number</td><td>2026-031</td></tr><tr><td>Date</td><td>5 August 2026</td></tr><tr><td>To</td><td>Harbour &amp; Pine Ltd<br>Unit 4, Tannery Yard<br>London SE1 0AB</td></tr><tr><td>Your contact</td><td>Jo Penrose</td></tr></table>
<table><tr><th>What</th><th class=n>Fee</th></tr><tr><td>Video 1, fig and cedar, by 25 August 2026</td><td class=n>GBP 500.00</td></tr><tr><td>Video 2, smoked pear, by 5 September 2026</td><td class=n>GBP 500.00</td></tr><tr><td>Video 3, winter barley, by 15 September 2026</td><td class=n>GBP 500.00</td></tr><tr><td><b>Total, no VAT</b></td><td class=n><b>GBP 1,500.00</b></td></tr></table>
<p>Please pay by 8 August 2026 to the account on the next page.</p><p style='break-before:page'></p><h1>How to pay</h1><p>By bank transfer, in one sum, with your reference.</p><table style='width:75%'><tr><td>Account name</td><td>Ana Marlowe</td></tr><tr><td>Account number</td><td>ending in 4471 (the full number is with Jo)</td></tr><tr><td>Amount</td><td>GBP 1,500.00</td></tr><tr><td>Pay by</td><td>8 August 2026</td></tr><tr><td>Please quote</td><td>2026-031, or your own reference</td></tr></table><h2>What the fee covers</h2><p>Planning, filming at home, one round of changes for each video, and posting on @ana.marlowe. The candles come from you, so there are no other costs. I am not registered for VAT.</p><h2>The dates, once more</h2><table style='width:75%'><tr><td>Fig and cedar</td><td>25 August 2026</td></tr><tr><td>Smoked pear</td><td>5 September 2026</td></tr><tr><td>Winter barley</td><td>15 September 2026</td></tr></table><p>Thank you! I start filming on the 12th.</p>"""
            + ANA
        )
    )


US = "@page { size: Letter; margin: 22mm } body { font: 11pt/16.5pt 'Source Sans 3'; color: #1c1c1e } h1 { font-size: 24pt; line-height: 29pt; margin: 0 0 2mm } h2 { font-size: 13pt; margin: 8mm 0 2mm } table { border-collapse: collapse; width: 100%; margin: 3mm 0 } td { padding: 2mm 4mm 2mm 0; border-bottom: .5pt solid #d5d5d8; vertical-align: top } td:first-child { color: #6b6b70; width: 52mm } li { margin-bottom: 1.6mm } .soft { color: #6b6b70 }"


def order(path: Path) -> None:
    """The order as it was confirmed, two pages."""
    path.write_bytes(
        pdf(f"""<style>{US}</style><p class=soft>TikTok One · Orders</p><h1>Order confirmation</h1><p>Order TTO-48213907, confirmed on October 1, 2026</p>
<table><tr><td>Brand</td><td>Saltmarsh Kettle Co. LLC, 22 Ropewalk Street, Portland, ME 04101</td></tr><tr><td>Creator</td><td>Kit Sorrel, @kit.sorrel</td></tr><tr><td>Campaign</td><td>Winter teas</td></tr><tr><td>Deliverable</td><td>One video</td></tr><tr><td>Content due for approval</td><td>November 2, 2026</td></tr><tr><td>Posting window</td><td>November 9 to November 13, 2026</td></tr><tr><td>Creator payment</td><td><b>USD 2,000.00</b></td></tr><tr><td>Charged</td><td>October 1, 2026, when the campaign details were confirmed</td></tr></table>
<h2>What was agreed</h2><ul><li>One video of 20 to 45 seconds about the winter teas.</li><li>The video mentions @saltmarsh.kettle and is labelled #ad.</li><li>The brand reviews the content before it is posted.</li><li>The brief "Winter teas" is part of this order.</li></ul>
<h2 style='break-before:page'>From order to post</h2><table><tr><td>September 30, 2026</td><td>The creator accepted the order.</td></tr><tr><td>October 1, 2026</td><td>The campaign details were confirmed and the creator payment was charged.</td></tr><tr><td>By November 2, 2026</td><td>The creator submits the content for approval.</td></tr><tr><td>After that</td><td>The brand approves the content or asks for a change.</td></tr><tr><td>November 9 to 13, 2026</td><td>The creator posts the video.</td></tr></table>
<h2>Who is who</h2><table><tr><td>For the brand</td><td>Dana Whitcomb, Marketing<br>dana@saltmarshkettle.example</td></tr><tr><td>Creator</td><td>Kit Sorrel<br>hello@kitsorrel.example</td></tr><tr><td>Ordered by</td><td>Dana Whitcomb, on September 29, 2026</td></tr></table>
<h2>Changing or ending the order</h2><ul><li>A date or a price is changed on the page of the order. The other side must accept the change.</li><li>Either side can ask there to cancel. The other side is asked to accept.</li><li>What is returned after a cancellation follows from the stage that the order has reached.</li></ul>
<p class=soft>Messages about this order belong in the order chat. Keep this confirmation for your records.</p>""")
    )


def receipt(path: Path) -> None:
    """The receipt of the payment, one page."""
    path.write_bytes(
        pdf(
            f"""<style>{US}</style><p class=soft>TikTok One · Payments</p><h1>Receipt</h1><table><tr><td>Receipt</td><td>PAY-7730-1184</td></tr><tr><td>Date</td><td>October 1, 2026</td></tr><tr><td>Paid by</td><td>Saltmarsh Kettle Co. LLC</td></tr><tr><td>For</td><td>Creator payment, order TTO-48213907</td></tr><tr><td>Method</td><td>Card ending in 0119</td></tr></table><table style='margin-top:9mm'><tr><td>Creator payment</td><td style='text-align:right'>USD 2,000.00</td></tr><tr><td><b style='color:#1c1c1e'>Total charged</b></td><td style='text-align:right'><b>USD 2,000.00</b></td></tr></table><p class=soft style='margin-top:12mm'>The payment is held until the order is settled.</p>"""
        )
    )


def tea_brief(path: Path) -> None:
    """The brand's brief for the teas, three pages."""
    path.write_bytes(
        pdf(f"""<style>{US} h1 {{ font-family: 'Source Serif 4'; color: #24493f; font-size: 30pt; line-height: 35pt }} h2 {{ color: #24493f; font-size: 15pt }} body {{ font-size: 12pt; line-height: 18pt }}</style>
<p class=soft>Saltmarsh Kettle · September 2026</p><h1>Winter teas</h1><p>One video with Kit Sorrel. Somebody who drinks tea makes a pot of it on a cold day. That is all we want to see.</p><h2>Who we are</h2><p>Two people, one shop on Ropewalk Street in Portland, and a website. We have blended tea since 2014. Most of our customers live within fifty miles; the rest found us in the mail.</p>
<h2>The three teas</h2><p><b>Harbor Smoke.</b> Black tea over pine wood. Boiling water, four minutes. Milk is fine.</p><p><b>Barn Owl.</b> Rooibos, orange, clove. No caffeine. You cannot steep it too long.</p><p><b>First Ice.</b> Green tea with spruce tips. Let the kettle rest for five minutes first.</p><p>Pick the one that you like. Say so if you do not like one.</p>
<h2 style='break-before:page'>The video</h2><ul><li>20 to 45 seconds, upright.</li><li>A real kettle, a real kitchen.</li><li>Mention @saltmarsh.kettle in the text.</li><li>Label it #ad and turn on the disclosure setting.</li><li>No health claims. Tea is tea.</li></ul><h2>What we would love</h2><ul><li>The sound of the kettle. No music over it, if you can bear that.</li><li>Your own cup, the ugly one.</li><li>One sentence about what it tastes like, in your words.</li></ul><h2>The dates</h2><table><tr><td>October 8, 2026</td><td>A box with the teas reaches you.</td></tr><tr><td>November 2, 2026</td><td>Your video is due for our approval.</td></tr><tr><td>November 9 to 13</td><td>You post it.</td></tr></table>
<h2 style='break-before:page'>Why these dates</h2><p>The shop window changes on November 9, and the first mailing goes out the same week. The video goes with both, so the due date for our approval leaves one week for a change. After that week the teas are on the shelf and the mailing is out.</p><p>If a date gets difficult, write to us early in the order chat. We can talk about it.</p><h2>How approval works</h2><ul><li>You submit the video on the page of the order by November 2, 2026.</li><li>We answer within three working days.</li><li>We may ask for one change, where something here is missing or a fact is wrong.</li></ul><h2>After it is up</h2><p>We hope that you leave it up through the winter. We share it on our own account and name you. We do not cut it, and we do not use it for ads.</p><h2>Who to ask</h2><p>Dana Whitcomb, dana@saltmarshkettle.example, 207-555-0134. Or write in the order chat.</p>""")
    )


MAIL = "body { font: 11pt/16.5pt 'Source Sans 3'; color: #1c1c1e } .head { border-bottom: .7pt solid #b9b9bd; padding-bottom: 3mm; margin-bottom: 5mm } .head td { padding: .4mm 4mm .4mm 0; border: 0; vertical-align: top } .head td:first-child { color: #6b6b70; width: 20mm } .subject { font-size: 15pt; line-height: 20pt; font-weight: 600; margin: 0 0 3mm } .soft { color: #6b6b70 } p { margin: 0 0 2.6mm }"


def _mail(subject: str, rows: list[tuple[str, str]], body: str) -> str:
    """Print a mail: subject, sender, addressee and moment, then its text."""
    table = "".join(f"<tr><td>{key}</td><td>{value}</td></tr>" for key, value in rows)
    return f"<div class=head><p class=subject>{subject}</p><table>{table}</table></div>{body}"


def store_receipt(path: Path) -> None:
    """The app store's mail for the coins, printed, one page."""
    rows = [
        ("From", "App Store receipts &lt;no-reply@appstore.example&gt;"),
        ("To", "Rosa Lindqvist &lt;rosa@oddmentandply.example&gt;"),
        ("Date", "Wednesday, November 18, 2026, 7:45 PM"),
    ]
    cells = "".join(
        f"<td style='padding:2mm 7mm 2mm 0;vertical-align:top'><span class=soft style='font-size:9pt'>{key}</span><br>{value}</td>"
        for key, value in (
            ("Order", "MQ7T2XK84B"),
            ("Date", "Nov 18, 2026"),
            ("Account", "rosa@oddmentandply.example"),
            ("Billed to", "Rosa Lindqvist<br>Card ending in 0187"),
        )
    )
    path.write_bytes(
        pdf(f"""<style>@page {{ size: Letter; margin: 20mm 22mm }} {MAIL} .sums td {{ padding: 2.4mm 0; border-bottom: .5pt solid #d5d5d8 }} .n {{ text-align: right }}</style>
{_mail("Your receipt from the App Store", rows, "")}
<div style='font-size:24pt;line-height:30pt;font-weight:600;margin:6mm 0 5mm'>Receipt</div>
<table style='width:100%;border-collapse:collapse;background:#f4f4f5'><tr style='line-height:14pt;font-size:10pt'><td style='width:4mm'></td>{cells}</tr></table>
<table class=sums style='width:100%;border-collapse:collapse;margin-top:8mm'><tr><td><b>TikTok</b><br>7,000 coins<br><span class=soft>In-app purchase, bought on Rosa's phone at 7:44 PM</span></td><td class=n style='vertical-align:top'>USD 99.99</td></tr>
<tr><td>Subtotal</td><td class=n>USD 99.99</td></tr><tr><td>Tax</td><td class=n>USD 0.00</td></tr><tr><td><b>Total</b></td><td class=n><b>USD 99.99</b></td></tr></table>
<p style='margin-top:9mm'>Is something wrong with this purchase? You can ask for a refund on our page for reporting a problem. Have the order number ready.</p>
<p class=soft style='font-size:9.5pt'>You get this mail because something was bought with your account. Please do not answer it: nobody reads this address.</p>""")
    )


def thread(path: Path) -> None:
    """The four mails in which the rain cape video was agreed, printed, two pages."""
    orla, mirre = "Orla Tierney &lt;orla@mizzletarn.example&gt;", "Mirre Vos &lt;mirre@mirrevos.example&gt;"
    subject = "One video of the rain cape"
    first = _mail(
        subject,
        [("From", orla), ("To", mirre), ("Date", "Monday, 21 September 2026, 10:22")],
        """
<p>Hi Mirre,</p><p>We make rain capes for people who cycle: two of us, a cutting table and a very wet car park to test them in. We have watched your ride along the canal in the storm at least ten times.</p>
<p>Would you make one video about our Harbour cape, in your own way, on a day when it rains? We would send you one to keep. October would be right for us, because that is when people look for one.</p><p>What would you charge, and when could you do it?</p><p>Orla<br>Mizzle &amp; Tarn Ltd, Galway</p>""",
    )
    second = _mail(
        f"Re: {subject}",
        [("From", mirre), ("To", orla), ("Date", "Tuesday, 22 September 2026, 16:05")],
        """
<p>Hi Orla,</p><p>thank you, that was a very wet day! I would like that. For one video of 30 to 60 seconds on my account I ask EUR 900, paid before I film. It can be up by the middle of October. Rain is no problem here.</p>
<p>Do you have anything in writing? A mail is fine for me.</p><p>Mirre</p>""",
    )
    third = _mail(
        f"Re: {subject}",
        [("From", orla), ("To", mirre), ("Date", "Wednesday, 23 September 2026, 09:40")],
        """
<p>Hi Mirre,</p><p>A mail is fine for us too. This is what we would agree on:</p>
<ol style='padding-left:7mm;margin:0 0 3mm'><li>You make one video of 30 to 60 seconds about the Harbour cape, worn in real rain.</li><li>You post it on @mirre.vos by Wednesday, 14 October 2026.</li><li>It is labelled #ad, with the setting for paid partnerships, and mentions @mizzleandtarn.</li><li>The fee is EUR 900.00. We pay it through PayPal, as a payment for a service, when your invoice is here.</li>
<li>The video stays up for at least 30 days. If it comes down earlier, you return the part of the fee for the days that are missing.</li><li>The words, the route and the weather are yours. We look at nothing before you post it.</li><li>How many people watch it is no part of this.</li><li>The video is yours. We may share it on our own account and name you.</li></ol>
<p>If that is all right, write back "agreed", and a cape is on its way. Which size?</p><p>Orla</p>""",
    )
    fourth = _mail(
        f"Re: {subject}",
        [("From", mirre), ("To", orla), ("Date", "Thursday, 24 September 2026, 11:17")],
        """
<p>Hi Orla,</p><p>agreed, all eight points. Size M please, in the yellow one if there is one left.</p><p>My invoice comes tomorrow. My PayPal is this address, and please send the cape to Touwbaan 14, 3512&nbsp;SS Utrecht.</p><p>Mirre</p>""",
    )
    gap = "<div style='height:9mm'></div>"
    path.write_bytes(
        pdf(f"""<style>@page {{ size: A4; margin: 22mm 24mm 24mm; @bottom-center {{ content: "One video of the rain cape, page " counter(page) " of " counter(pages); font: 9pt 'Source Sans 3'; color: #777 }} }} {MAIL} li {{ margin-bottom: 1.4mm }}</style>
{first}{gap}{second}<div style='break-before:page'></div>{third}{gap}<div style='break-inside:avoid'>{fourth}</div>""")
    )


def vos_invoice(path: Path) -> None:
    """The creator's invoice of 25 September 2026, one page."""
    path.write_bytes(
        pdf("""<style>@page { size: A4; margin: 26mm 24mm } body { font: 11pt/16.5pt 'Source Sans 3'; color: #23303a } h1 { font: 600 26pt/32pt 'Source Sans 3'; margin: 20mm 0 6mm; color: #2f5f73 } table { border-collapse: collapse; width: 100%; margin: 4mm 0 8mm } td, th { text-align: left; padding: 2.2mm 3mm 2.2mm 0; border-bottom: .5pt solid #c8d0d5; vertical-align: top } .n { text-align: right; padding-right: 0; white-space: nowrap }</style>
<div style='float:right;text-align:right;font-size:10pt;line-height:14.5pt'>Touwbaan 14<br>3512 SS Utrecht<br>Netherlands<br>mirre@mirrevos.example</div><div style='font-weight:600;font-size:15pt;color:#2f5f73'>Mirre Vos</div><div>videos, mostly outdoors</div>
<h1>Invoice 2026-47</h1>
<table style='width:70%'><tr><td>Date</td><td>25 September 2026</td></tr><tr><td>To</td><td>Mizzle &amp; Tarn Ltd<br>Unit 2, Sailmakers Yard<br>Galway, Ireland</td></tr><tr><td>Agreed</td><td>by mail on 24 September 2026, with Orla Tierney</td></tr></table>
<table><tr><th>What</th><th class=n>Amount</th></tr><tr><td>One video of 30 to 60 seconds about the Harbour rain cape, on @mirre.vos, by 14 October 2026, up for at least 30 days</td><td class=n>EUR 900.00</td></tr><tr><td>VAT (small businesses scheme)</td><td class=n>EUR 0.00</td></tr><tr><td><b>To pay</b></td><td class=n><b>EUR 900.00</b></td></tr></table>
<p>Please pay through PayPal to mirre@mirrevos.example by 2 October 2026, with the number of this invoice. The cape is not part of the price: thank you for it.</p>""")
    )


def paypal_payment(path: Path) -> None:
    """The page of the payment in the payer's account, printed, one page."""
    rows = (
        ("Transaction ID", "8EK53917RT4420618"),
        ("Date", "28 September 2026, 14:52"),
        ("Status", "Completed"),
        ("Paid by", "Mizzle &amp; Tarn Ltd<br>orla@mizzletarn.example"),
        ("Paid to", "Mirre Vos<br>mirre@mirrevos.example"),
        ("Type", "Payment for goods and services"),
        ("Paid with", "Business account balance"),
        ("Note", "Invoice 2026-47, video of the Harbour cape"),
    )
    table = "".join(f"<tr><td>{key}</td><td>{value}</td></tr>" for key, value in rows)
    path.write_bytes(
        pdf(f"""<style>@page {{ size: A4; margin: 22mm; @bottom-left {{ content: "Printed on 28 September 2026, 14:55"; font: 9pt 'Source Sans 3'; color: #777 }} @bottom-right {{ content: "Page 1 of 1"; font: 9pt 'Source Sans 3'; color: #777 }} }} body {{ font: 11pt/16pt 'Source Sans 3'; color: #1d2633 }} table {{ border-collapse: collapse; width: 100% }} td {{ padding: 2.4mm 4mm 2.4mm 0; border-bottom: .5pt solid #d9dde3; vertical-align: top }} td:first-child {{ color: #66707d; width: 46mm }}</style>
<p style='color:#66707d;margin:0 0 12mm'>PayPal · Activity · Payment sent</p>
<p style='margin:0;color:#66707d'>You sent to Mirre Vos</p><p style='font-size:31pt;line-height:38pt;font-weight:600;margin:1mm 0 9mm'>EUR 900.00</p>
<table>{table}</table>
<table style='margin-top:10mm;width:62%'><tr><td>Amount</td><td style='text-align:right'>EUR 900.00</td></tr><tr><td>Fee for you</td><td style='text-align:right'>EUR 0.00</td></tr><tr><td><b style='color:#1d2633'>Total</b></td><td style='text-align:right'><b>EUR 900.00</b></td></tr></table>
<p style='margin-top:12mm;color:#66707d'>Is there a problem with this payment? Open it in the Resolution Center.</p>""")
    )
